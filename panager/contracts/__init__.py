"""What every part agrees on: payloads, durable names, time limits. Imports nothing of ours."""

"""What every process of Panager needs: signs of life, health, supervised tasks, time limits."""

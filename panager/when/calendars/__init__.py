"""What is known of calendars: dates, holidays, the moon, working days, zones and places."""

"""What who runs the bot needs: numbers and health over HTTP, the log, fresh knowledge, limits, and the doctor."""

"""What every capability stands on and what knows nothing about policing."""

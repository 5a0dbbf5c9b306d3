"""What an organisation works on: profiles, searches, pursuits. Models only; pages stand in other rooms."""

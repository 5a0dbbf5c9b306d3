"""Which contracts a supplier wins, told by what it and others won before; numpy only."""

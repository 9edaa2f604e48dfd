"""What is written at the desk: prose with tokens that become quotations and citations."""

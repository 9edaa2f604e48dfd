"""What is written at the desk: prose with tokens that stand for quotations and citations."""

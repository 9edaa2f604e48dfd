"""The flow as the table that the R package PRISMA2020 draws a diagram from, and a note on what that table cannot say."""

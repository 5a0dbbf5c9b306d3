"""Lists as files: CSV and XLSX that run no formula, deadlines as iCalendar; ``exports/_links.html`` links to them."""

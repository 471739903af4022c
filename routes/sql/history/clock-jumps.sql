select count(*) as jumps from clock_jumps

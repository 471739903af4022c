update runs set note = 'budget.daily-usd is used up' where id = :#${variable.run[id]} and note is null

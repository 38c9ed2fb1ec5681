-- Answer: seconds and microseconds of this server's clock

return redis.call('TIME')

-- A ban is over before its time.
-- ARGV: whom, when

redis.call('ZREM', BANS, ARGV[1])
redis.pcall('HDEL', ORDERS, ARGV[1])
tell('lifted', ARGV[1], tonumber(ARGV[2]))

-- A ban is over before its time.
-- ARGV: whom, when

redis.call('ZREM', BANS, ARGV[1])
redis.pcall('HDEL', ORDERS, ARGV[1])
redis.call('SET', LIFTED .. ARGV[1], ARGV[2], 'PX', KEEP_LIFTED)
tell('lifted', ARGV[1], tonumber(ARGV[2]))

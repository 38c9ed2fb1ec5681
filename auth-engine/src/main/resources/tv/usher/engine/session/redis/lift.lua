-- A ban is over before its time.
-- ARGV: whom, when

local at = math.min(tonumber(ARGV[2]), now())
local till = tonumber(redis.call('ZSCORE', BANS, ARGV[1]) or '') or 0
redis.call('ZREM', BANS, ARGV[1])
redis.pcall('HDEL', ORDERS, ARGV[1])
redis.call('SET', LIFTED .. ARGV[1], digits(at))
redis.call('PEXPIREAT', LIFTED .. ARGV[1], digits(math.max(till, now() + KEEP_LIFTED)))
tell('lifted', ARGV[1], at)

-- A user or a viewing is kept out.
-- ARGV: whom, until when, who ordered it, when and why

local SAME = 1000 -- milliseconds by which Ushers may tell the end of one ban differently
local MOST = 1000 -- of those that are over, so that one call doesn't take long

local whom, till, at = ARGV[1], tonumber(ARGV[2]), now()
for _, over in ipairs(redis.call('ZRANGEBYSCORE', BANS, '-inf', digits(at), 'LIMIT', 0, MOST)) do
  redis.call('ZREM', BANS, over)
  redis.pcall('HDEL', ORDERS, over)
end
local before = tonumber(redis.call('ZSCORE', BANS, whom) or '')
local lifted = lifted_after(whom, ARGV[3])
if lifted then
  tell('lifted', whom, lifted) -- who tells it may not have heard so
elseif not before or before + SAME < till then
  redis.call('ZADD', BANS, digits(till), whom)
  redis.pcall('HSET', ORDERS, whom, ARGV[3])
  tell('banned', whom, at, 'till', digits(till), 'order', ARGV[3])
end

-- A user or a viewing is kept out.
-- ARGV: whom, until when

local SAME = 1000 -- milliseconds by which Ushers may tell the end of one ban differently

local whom, till, at = ARGV[1], tonumber(ARGV[2]), now()
redis.call('ZREMRANGEBYSCORE', BANS, '-inf', digits(at))
local before = tonumber(redis.call('ZSCORE', BANS, whom) or '')
if not before or before + SAME < till then
  redis.call('ZADD', BANS, digits(till), whom)
  tell('banned', whom, at, 'till', digits(till))
end

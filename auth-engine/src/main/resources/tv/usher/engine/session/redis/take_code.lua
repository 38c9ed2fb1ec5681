-- A one-time code is taken, and with it all that end earlier.
-- ARGV: whom, its end by the clocks of the Ushers, for how many milliseconds that is remembered
-- Answer: 1, or 0 if that one or a later one was taken before

local name = CODE .. ARGV[1]
local taken = redis.pcall('GET', name)
if type(taken) == 'string' and (tonumber(taken) or 0) >= tonumber(ARGV[2]) then
  return { 0 }
end
redis.call('SET', name, ARGV[2], 'PX', ARGV[3])
tell('code', ARGV[1], now(), 'until', ARGV[2])
return { 1 }

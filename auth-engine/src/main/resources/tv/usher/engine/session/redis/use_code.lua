-- A one-time code is taken, and with it all that end earlier.
-- ARGV: whom, its end by the clocks of the Ushers, for how many milliseconds that is remembered
-- Answer: 1, or 0 if that one or a later one was taken before

if used_code(ARGV[1]) >= tonumber(ARGV[2]) then
  return { 0 }
end
redis.call('SET', CODE .. ARGV[1], ARGV[2], 'PX', ARGV[3])
return { 1 }

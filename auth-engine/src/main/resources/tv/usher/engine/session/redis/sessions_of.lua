-- A user's sessions, those that keep their places for longest first.
-- ARGV: the user's key, how many are looked at
-- Answer: of each its key, names and values of its fields

local all = {}
for _, hex in ipairs(redis.call('ZREVRANGEBYSCORE', sorted(ARGV[1]), '+inf', digits(now()), 'LIMIT', 0, ARGV[2])) do
  table.insert(all, session(hex))
end
return all

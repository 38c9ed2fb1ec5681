-- A session isn't of this shard: it wasn't let in by another one, or has other owners now.
-- ARGV: key, when it began

local found = fields(ARGV[1], 'began', 'places')
if is_same_moment(found[1], ARGV[2]) then
  give_back(ARGV[1], found[2])
  redis.call('DEL', SESSION .. ARGV[1])
end

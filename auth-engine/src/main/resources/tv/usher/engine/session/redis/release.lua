-- A newcomer that was let in by this shard wasn't by another one.
-- ARGV: key, when it began

local found = fields(ARGV[1], 'began', 'places')
if is_same_moment(found[1], ARGV[2]) then
  give_back(ARGV[1], found[2])
  redis.call('DEL', SESSION .. ARGV[1])
end

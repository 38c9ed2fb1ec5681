-- The session is new, or has changed.
-- ARGV: key, user (empty if it has none), follow key (likewise), began, end of its place, end of the session, names and values of its fields

local hex, user, follow, began, place, expires = unpack(ARGV, 1, 6)
local places
for i = 7, #ARGV, 2 do
  places = ARGV[i] == 'places' and ARGV[i + 1] or places
end
local ended = tonumber(fields(hex, 'ended')[1] or '')
if not ended or ended < tonumber(began) then
  redis.call('DEL', SESSION .. hex)
  redis.call('HSET', SESSION .. hex, unpack(ARGV, 7))
  hold(hex, user, follow, places, began, place, expires)
end

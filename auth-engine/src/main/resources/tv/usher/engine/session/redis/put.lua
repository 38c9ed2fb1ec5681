-- The session is new, or has changed.
-- ARGV: key, user (empty if it has none), follow key (likewise), began, end of its place, end of the session, names and values of its fields
-- Answer: in a cluster, if it was another's before: its key, names and values of the former fields, by which the shards are found that it has left

-- The former session if its owners were others.
local function is_anothers(former)
  local was, is = {}, {}
  for i = 2, #(former or {}), 2 do
    was[former[i]] = former[i + 1]
  end
  for i = 7, #ARGV, 2 do
    is[ARGV[i]] = ARGV[i + 1]
  end
  for _, name in ipairs({ 'user', 'backend', 'client', 'channel', 'token', 'limits', 'follow' }) do
    if former and was[name] ~= is[name] then
      return former
    end
  end
end

-- One more that can be cut. Of those that should be over, few are looked at each time: some were seen since, the others are over.
local function connect(hex, expires)
  add(CONNECTED, expires, hex)
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', CONNECTED, '-inf', digits(now()), 'LIMIT', 0, 2)) do
    local left = redis.call('PTTL', SESSION .. other)
    if left > 0 then
      add(CONNECTED, digits(now() + left), other)
    else
      drop(CONNECTED, other)
    end
  end
end

local hex, user, follow, began, place, expires = unpack(ARGV, 1, 6)
local places, usher
for i = 7, #ARGV, 2 do
  places = ARGV[i] == 'places' and ARGV[i + 1] or places
  usher = ARGV[i] == 'usher' and ARGV[i + 1] or usher
end
local before = fields(hex, 'ended', 'places', 'user', 'backend')
local ended = tonumber(before[1] or '')
local answer = {}
if not ended or ended < tonumber(began) then
  if before[2] and before[2] ~= places then
    give_back(hex, before[2])
  end
  leave_user(hex, before[4], before[3], user)
  answer = CLUSTERED and is_anothers(session(hex)) or {}
  redis.call('DEL', SESSION .. hex)
  redis.call('HSET', SESSION .. hex, unpack(ARGV, 7))
  hold(hex, user, follow, places, began, place, expires)
  if usher then
    connect(hex, expires)
  end
end
return answer

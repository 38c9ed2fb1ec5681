-- A place among all sessions of the user, by the same rules as within one Usher. It is held for a moment; 'put' makes it last.
-- ARGV: key, user, limit, end the oldest (1 or 0), milliseconds until a session is quiet, moment after which nobody waits for the
-- answer, milliseconds to hold the place, names and values of the newcomer's fields
-- Answer: 1 or 0, then the keys of sessions that had to go; -1 if nobody waits any more

local hex, user, limit, endOldest, quiet, deadline, hold_for =
  ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1', tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local newcomer = {}
for i = 8, #ARGV, 2 do
  newcomer[ARGV[i]] = ARGV[i + 1]
end

local time = now()
if time > deadline then
  return { -1 }
end

redis.call('ZREMRANGEBYSCORE', places(user), '-inf', digits(time))
redis.call('ZREM', user, hex)

local live = {}
if redis.call('ZCARD', user) >= limit then
  for _, other in ipairs(redis.call('ZRANGE', user, 0, -1)) do
    local found = fields(other, 'client', 'agent', 'channel', 'began', 'seen', 'follow')
    table.insert(live, {
      hex = other,
      sameDevice = found[1] == newcomer.client and found[2] == newcomer.agent,
      channel = found[3],
      began = tonumber(found[4] or '') or 0,
      seen = tonumber(found[5] or '') or time,
      follow = found[6] or ''
    })
  end
  table.sort(live, function(one, other) return one.began < other.began end)
end

-- What the same device left behind: another channel, or the same one that is quiet. Else as the operator chose.
local function leaves()
  local left
  for i, session in ipairs(live) do
    local behind = quiet > 0 and session.sameDevice
      and (session.channel ~= newcomer.channel or time - session.seen >= quiet)
    if behind and (not left or session.seen < live[left].seen) then
      left = i
    end
  end
  return left or endOldest and 1 or nil
end

local answer = { 1 }
while #live >= limit do
  local i = leaves()
  if not i then
    answer[1] = 0
    return answer
  end
  local session = table.remove(live, i)
  finish(session.hex, user, session.follow, math.max(time, session.began))
  table.insert(answer, session.hex)
end

redis.call('DEL', SESSION .. hex)
redis.call('HSET', SESSION .. hex, unpack(ARGV, 8))
local held = digits(time + hold_for)
hold(hex, user, newcomer.follow, newcomer.began, held, held)
return answer

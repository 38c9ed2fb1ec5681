-- A place among all sessions of the user, by the same rules as within one Usher. It is held for a moment; 'put' makes it last.
-- ARGV: key, user, limit, end the oldest (1 or 0), milliseconds until a session is quiet (0: never), moment after which nobody waits for the
-- answer, milliseconds to hold the place, names and values of the newcomer's fields
-- Answer: 1 or 0, then the keys of sessions that had to go; -1 if nobody waits any more; 2 if the newcomer is over already

local hex, user, limit, endOldest, grace, deadline, hold_for =
  ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1', tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local newcomer = {}
for i = 8, #ARGV, 2 do
  newcomer[ARGV[i]] = ARGV[i + 1]
end

local time = now()
if time > deadline then
  return { -1 }
end

-- An end may come before the beginning that it is of.
local before = fields(hex, 'ended', 'left')
if (tonumber(before[1] or '') or 0) > tonumber(newcomer.began) then
  return { 2 }
end
-- Who had to go a moment ago and comes back is played beside the one that it had to go for.
-- So is a player that was cut by its media server, which names the new connection otherwise.
local again = newcomer.again or ''
local returns = grace > 0
  and (time - (tonumber(before[2] or '') or 0) < grace or again ~= '' and redis.call('EXISTS', LEFT .. again) == 1)

redis.call('ZREMRANGEBYSCORE', sorted(user), '-inf', digits(time))
redis.call('ZREM', user, hex)

local live = {}
if redis.call('ZCARD', user) >= limit then
  for _, other in ipairs(redis.call('ZRANGE', user, 0, -1)) do
    local found = fields(other, 'client', 'agent', 'channel', 'began', 'seen', 'follow', 'own', 'once', 'idle-timeout', 'limited', 'again')
    local idle = tonumber(found[9] or '') or 0
    table.insert(live, {
      hex = other,
      sameDevice = found[1] == newcomer.client and found[2] == newcomer.agent,
      channel = found[3],
      began = tonumber(found[4] or '') or 0,
      own = tonumber(found[7] or found[5] or '') or time,
      follow = found[6] or '',
      once = found[8] == 'true',
      idle = idle,
      news = found[10] == 'true' and NEWS or math.max(NEWS, idle / 4 + LATE),
      again = found[11] or ''
    })
  end
  table.sort(live, function(one, other) return one.began < other.began end)
end

-- The one that was seen last, of those for which it holds.
local function earliest(holds)
  local found
  for i, session in ipairs(live) do
    if holds(session) and (not found or session.own < live[found].own) then
      found = i
    end
  end
  return found
end

-- It would be idle if it didn't share its requests with others.
local function lives_by_others(session)
  return session.follow ~= '' and session.idle > 0 and time - session.own >= session.idle + session.news
end

-- The same device left it behind for another channel, or it is quiet. A caller that asks once plays it on until it is quiet.
local function is_left_behind(session)
  local zapped = not returns and not session.once and session.channel ~= newcomer.channel
  return grace > 0 and session.sameDevice and (zapped or time - session.own >= grace + session.news)
end

local function leaves()
  return earliest(lives_by_others) or earliest(is_left_behind) or endOldest and not returns and 1 or nil
end

local answer = { 1 }
while #live >= limit do
  local i = leaves()
  if not i then
    answer[1] = 0
    return answer
  end
  local session = table.remove(live, i)
  finish(session.hex, user, session.follow, math.max(time, session.began), true)
  if grace > 0 and session.again ~= '' and not session.sameDevice then
    redis.call('SET', LEFT .. session.again, digits(time), 'PX', grace)
  end
  table.insert(answer, session.hex)
end

redis.call('DEL', SESSION .. hex)
redis.call('HSET', SESSION .. hex, unpack(ARGV, 8))
local held = digits(time + hold_for)
hold(hex, user, newcomer.follow, newcomer.began, held, held)
return answer

-- What the scripts share. Moments are milliseconds since 1970 by this server's clock.
--
-- usher:session:KEY   hash, a session; with the field 'ended' alone it is over, and a late word of it counts no more
-- usher:follow:KEY    string, the key of the session that requests without a token belong to
-- usher:user:NAME     sorted set, keys of the user's sessions, by the moment until which each of them takes a place
-- usher:denial:KEY    string, why a viewing was denied
-- usher:bans          sorted set, by their ends
-- usher:events        stream, what all Ushers have to hear

local SESSION, FOLLOW, DENIAL, BANS, EVENTS = 'usher:session:', 'usher:follow:', 'usher:denial:', 'usher:bans', 'usher:events'
local KEEP_EVENTS, KEEP_ENDED = 100000, 60000

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function digits(number)
  return string.format('%.0f', number)
end

-- Fields of a session, false for each that isn't there; none if the key holds something else.
local function fields(hex, ...)
  local found = redis.pcall('HMGET', SESSION .. hex, ...)
  return found.err and {} or found
end

-- A sorted set, whatever stood there before.
local function places(user)
  local found = redis.call('TYPE', user).ok
  if found ~= 'zset' and found ~= 'none' then
    redis.call('DEL', user)
  end
  return user
end

local function tell(what, whom, at, ...)
  redis.call('XADD', EVENTS, 'MAXLEN', '~', KEEP_EVENTS, '*', 'what', what, 'whom', whom, 'at', digits(at), ...)
end

-- The session is there and takes its user's place until then. Of two with one follow key the newer is followed.
local function hold(hex, user, follow, began, place, expires)
  redis.call('PEXPIREAT', SESSION .. hex, expires)
  if follow ~= '' then
    local followed = redis.pcall('GET', FOLLOW .. follow)
    local other = type(followed) == 'string' and followed ~= hex and tonumber(fields(followed, 'began')[1] or '')
    if not other or other <= tonumber(began) then
      redis.call('SET', FOLLOW .. follow, hex)
      redis.call('PEXPIREAT', FOLLOW .. follow, expires)
    end
  end
  if user ~= '' then
    redis.call('ZADD', places(user), place, hex)
    local last = redis.call('ZRANGE', user, -1, -1, 'WITHSCORES')[2]
    redis.call('PEXPIREAT', user, digits(tonumber(last)))
  end
end

-- The session is over for all Ushers, unless it began later.
local function finish(hex, user, follow, at)
  local began = tonumber(fields(hex, 'began')[1] or '')
  if began and began > at then
    return
  end
  redis.call('DEL', SESSION .. hex)
  redis.call('HSET', SESSION .. hex, 'ended', digits(at))
  redis.call('PEXPIRE', SESSION .. hex, KEEP_ENDED)
  if follow ~= '' and redis.pcall('GET', FOLLOW .. follow) == hex then
    redis.call('DEL', FOLLOW .. follow)
  end
  if user ~= '' then
    redis.call('ZREM', places(user), hex)
  end
  tell('ended', hex, at)
end

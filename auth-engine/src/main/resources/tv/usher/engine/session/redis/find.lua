-- What is known of a viewing.
-- ARGV: the keys that it may have, the nearest first
-- Answer: 'sessions', and of each its key, names and values of its fields, the newest first; or 'denial' and why; or nothing

-- A former version has the one that is followed as a text.
local function followed(hex)
  local found = redis.pcall('ZREVRANGE', FOLLOW .. hex, 0, -1)
  if found.err then
    local one = redis.pcall('GET', FOLLOW .. hex)
    return type(one) == 'string' and { one } or {}
  end
  return found
end

-- Of a newcomer there is nothing, which is the usual case.
local names = { DENIAL .. ARGV[1] }
for _, hex in ipairs(ARGV) do
  table.insert(names, SESSION .. hex)
  table.insert(names, FOLLOW .. hex)
end
if redis.call('EXISTS', unpack(names)) == 0 then
  return {}
end

for _, hex in ipairs(ARGV) do
  local all = { session(hex) }
  for _, other in ipairs(#all > 0 and {} or followed(hex)) do
    table.insert(all, session(other))
  end
  if #all > 0 then
    return { 'sessions', unpack(all) }
  end
end
local denial = redis.pcall('GET', DENIAL .. ARGV[1])
return type(denial) == 'string' and { 'denial', denial } or {}

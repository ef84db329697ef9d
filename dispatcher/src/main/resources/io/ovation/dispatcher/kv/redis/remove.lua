-- Removes a field, unless a higher version of it is known. Key: the hash. Arguments: field, version as in write.lua.
local known = redis.call('HGET', KEYS[1], ARGV[1])
local version = known and string.match(known, '^(%x+) ')
if version and version > ARGV[2] then
  return 0
end
return redis.call('HDEL', KEYS[1], ARGV[1])

-- Removes that a node watches a topic, unless a later boot of that node is known. Key: the topic's hash.
-- Arguments: node, epoch as in add.lua.
local known = redis.call('HGET', KEYS[1], ARGV[1])
local epoch = known and string.match(known, '^(%x+) ')
if epoch and epoch > ARGV[2] then
  return 0
end
return redis.call('HDEL', KEYS[1], ARGV[1])

-- Writes that a node watches a topic, unless a later boot of that node is known. Key: the topic's hash.
-- Arguments: node, epoch (16 hexadecimal digits, so that their order as text is that of the numbers), actor, life in ms.
local known = redis.call('HGET', KEYS[1], ARGV[1])
local epoch = known and string.match(known, '^(%x+) ')
if epoch and epoch > ARGV[2] then
  return 0
end
local time = redis.call('TIME')
local life = tonumber(ARGV[4])
local expiry = time[1] * 1000 + math.floor(time[2] / 1000) + life
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. string.format('%.0f', expiry) .. ' ' .. ARGV[3])
if redis.call('PTTL', KEYS[1]) < life then
  redis.call('PEXPIRE', KEYS[1], life)
end
return 1

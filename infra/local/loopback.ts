import net from 'node:net'

/** Servers of packages that would listen on every interface listen on loopback instead. Imported before they are. */
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
  const [first] = args
  if (typeof first === 'object' && first !== null && 'port' in first) Object.assign(first, { host: '127.0.0.1' })
  else if (typeof first === 'number' && typeof args[1] !== 'string') args.splice(1, 0, '127.0.0.1')
  else if (args[1] === '0.0.0.0' || args[1] === '::') args[1] = '127.0.0.1'
  return Reflect.apply(listen, this, args)
} as typeof listen

// Apollo's gateway as its documentation runs it: behind Apollo Server's standalone server.
import { readFileSync } from 'node:fs';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const [path, port] = process.argv.slice(2);
const gateway = new ApolloGateway({ supergraphSdl: readFileSync(path, 'utf8') });
const server = new ApolloServer({ gateway });
await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: Number(port) } });

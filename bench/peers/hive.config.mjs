// Hive Gateway as it comes, but for what one workload is about: sharing of requests in flight.
import { defineConfig } from '@graphql-hive/gateway';

export const gatewayConfig = defineConfig({
  inboundInflightRequestDeduplication: process.env.BENCH_DEDUPE === '1',
});

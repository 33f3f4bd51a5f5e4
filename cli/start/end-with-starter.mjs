// Loaded before the program of every service: a service that does not heed the end of its starter
// by itself (`disconnect`, as the kit's do) is ended some seconds later.
process.once('disconnect', () => {
  setTimeout(() => process.exit(1), 3_000).unref();
});
// Listening must not keep a program alive that has nothing else to do.
process.channel?.unref();

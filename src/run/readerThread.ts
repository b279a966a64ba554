/** A reader's own thread: holds gazetteer and registry, and is told by `readers.ts` what stored articles taught. */
import { BroadcastChannel, type MessagePort, receiveMessageOnPort, threadId } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Feed } from '../base/news.ts';
import { learn } from '../enrich/enrich.ts';
import { loadGazetteer, loadTagger } from './knowledge.ts';
import {
  type ArticleJob,
  type FeedJob,
  type Knowledge,
  type ReadArticle,
  readArticle,
  readFeed,
} from './read.ts';
import { registryOf, type Told, tell, type Word } from './readerTalk.ts';

const { channelName } = Piscina.workerData as { channelName: string };
const channel = new BroadcastChannel(channelName);
const knowledge = await startKnowing();

function hear(word: Word, { registry }: Knowledge): void {
  if (word.kind === 'learn') learn(word.facts, registry);
}

function startKnowing(): Promise<Knowledge> {
  const gazetteer = loadGazetteer();
  return new Promise((resolve) => {
    const early: Word[] = [];
    channel.onmessage = (event) => {
      const word = (event as { data: Word }).data;
      if (word.kind !== 'knows' || word.thread !== threadId) {
        early.push(word);
        return;
      }
      const started = { gazetteer, registry: registryOf(word.learnt), tagger: loadTagger() };
      for (const heard of early) hear(heard, started);
      channel.onmessage = (next) => hear((next as { data: Word }).data, started);
      resolve(started);
    };
    channel.postMessage({ kind: 'wants', thread: threadId } satisfies Word);
  });
}

/** Takes in what was said before this job was given, so that its outcome does not depend on which event came first. */
function listen(): void {
  // Node takes a BroadcastChannel here too; its types do not say so.
  const port = channel as unknown as MessagePort;
  for (let said = receiveMessageOnPort(port); said; said = receiveMessageOnPort(port)) {
    hear(said.message as Word, knowledge);
  }
}

export function readFeedHere(job: FeedJob): Told<Feed> {
  return tell(() => readFeed(job));
}

export function readArticleHere(job: ArticleJob): Told<ReadArticle> {
  listen();
  return tell(() => readArticle(job, knowledge));
}

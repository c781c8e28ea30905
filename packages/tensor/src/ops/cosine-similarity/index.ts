export { type CosineSimilarityOptions, cosineSimilarity } from "./cosine-similarity.ts";

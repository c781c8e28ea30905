export { removeTensorBoardLogs, TensorBoardLog } from "./tensorboard-log.ts";

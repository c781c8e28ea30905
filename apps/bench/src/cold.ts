/** Drivers keep the shaders they have compiled in files; without them a process starts as on its first day. */
export const cold = { MESA_SHADER_CACHE_DISABLE: "true", __GL_SHADER_DISK_CACHE: "0" } as const;

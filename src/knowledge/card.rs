//! What a hover shows of an entity, as Markdown (DOMAIN.md §6.1, §6.4).

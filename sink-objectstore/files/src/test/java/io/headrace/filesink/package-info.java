/**
 * The files sink on a real file system: crashes at every step, zombies, kills, full disks, hostile names.
 */
@NullMarked
package io.headrace.filesink;

import org.jspecify.annotations.NullMarked;

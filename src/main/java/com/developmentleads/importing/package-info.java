/**
 * The database of the Python system that came before this one, and the exports beside it: which file it is, and what its
 * rows mean. It uses {@code config} and {@code listing}.
 */
package com.developmentleads.importing;

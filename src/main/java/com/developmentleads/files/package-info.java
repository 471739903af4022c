/**
 * Files that survive a kill: written as a whole or not at all, and locks between processes. It uses no other package.
 */
package com.developmentleads.files;

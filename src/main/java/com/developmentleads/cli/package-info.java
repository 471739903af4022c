/** The commands, what they print and their exit codes. It may use every other package, and none may use it. */
package com.developmentleads.cli;

"""What somebody has to do: the lists by frist, what they are counted to, and the filters that people keep."""

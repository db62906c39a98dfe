"""What `script/bench` measures. Nothing here is served or installed in production."""

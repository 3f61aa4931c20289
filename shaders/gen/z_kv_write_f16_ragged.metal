#pragma clang diagnostic ignored "-Wunused-variable"

#include <metal_stdlib>
#include <simd/simd.h>
#include <metal_atomic>

using namespace metal;

struct _91
{
    int _m0[1];
};

struct _100
{
    uint _m0;
    uint _m1;
};

struct _109
{
    int _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _123 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint _131 = (_123 * 16u);

struct _166
{
    uint _m0[1];
};

struct _182
{
    float _m0[1];
};

constant uint _194 = (1u * _123);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _198 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_198, 1u, 1u);

kernel void main0(constant _100& _102 [[buffer(0)]], device _166& _168 [[buffer(2)]], const device _182& _184 [[buffer(3)]], const device _109& _111 [[buffer(4)]], const device _91& _93 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _119 = (uint(_93._m0[gl_WorkGroupID.y]) * _102._m1) + (uint(_111._m0[gl_WorkGroupID.y]) % _102._m1);
    uint _126 = (gl_WorkGroupID.x * _123) * 16u;
    uint _133 = min(_102._m0, (_126 + _131));
    uint _138 = _126 + gl_LocalInvocationID.x;
    for (uint _262 = _138; _262 < _133; _262 += _194)
    {
        uint _160 = (_119 * _102._m0) + _262;
        uint _164 = 16u * (_160 & 1u);
        uint _171 = _160 / 2u;
        uint _177 = atomic_fetch_and_explicit((device atomic_uint*)&_168._m0[_171], 4294901760u >> _164, memory_order_relaxed);
        uint _263;
        do
        {
            uint _224 = as_type<uint>(_184._m0[(gl_WorkGroupID.y * _102._m0) + _262]);
            uint _227 = (_224 >> uint(16)) & 32768u;
            uint _229 = _224 & 2147483647u;
            if (_229 >= 1199570944u)
            {
                _263 = _227 | ((_229 > 2139095040u) ? 32256u : 31744u);
                break;
            }
            if (_229 < 947912704u)
            {
                _263 = _227 | (as_type<uint>(as_type<float>(_229) + 0.5) - 1056964608u);
                break;
            }
            _263 = _227 | (((_229 + 3355447295u) + ((_229 >> uint(13)) & 1u)) >> uint(13));
            break;
        } while(false);
        uint _193 = atomic_fetch_or_explicit((device atomic_uint*)&_168._m0[_171], _263 << _164, memory_order_relaxed);
    }
}

